"""Each figure beside its limit, measured in the same run."""

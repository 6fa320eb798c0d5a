"""The call panel, part by part: who calls, who it is, what they want, and saving it."""

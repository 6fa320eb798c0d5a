"""Who can open what: slots, grants, compartments, recovery. Knows cryptography, no SQL, no Qt."""

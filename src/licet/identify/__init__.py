"""The identify stage: per component, the licenses that are declared, detected and concluded, kept apart."""

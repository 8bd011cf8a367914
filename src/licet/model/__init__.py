"""Every value that crosses a stage; frozen, no behavior beyond queries."""

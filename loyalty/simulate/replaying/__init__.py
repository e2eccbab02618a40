"""An OrderLog through the kernels of one plan, in compiled code, and proven against the live engine."""

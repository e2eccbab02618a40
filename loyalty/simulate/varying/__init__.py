"""One programme in many variants over one log: grids over its figures, and its switches tried one by one."""

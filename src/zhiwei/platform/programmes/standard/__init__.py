"""The standard library of case types: guards, effects and figures that any file may name, with their arguments."""

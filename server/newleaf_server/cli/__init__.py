"""What an administrator types: `newleaf serve | demo | doctor`."""

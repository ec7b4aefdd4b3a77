"""Reports: how it stands, for heads, leads, governors and trusts, with small numbers kept back from those who need not know."""

"""Parents, pupils and others without an account read and sign the points of a policy that are theirs, behind a link."""

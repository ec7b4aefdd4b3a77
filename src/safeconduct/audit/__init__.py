"""A person's own archive, looked through under the policies that bind them. The result is theirs alone.

scope       what is asked: policies, days, roster, the school's hours
run         the archive's records through the checker and the inquiries; progress, stop, take up again
inquiries/  what only an archive shows, one question a file
reports/    how the result is written down, one form a file
"""

"""Rosters: what a school's information system says of its schools, staff and pupils, taken over by hand or each night."""

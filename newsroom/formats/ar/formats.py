"""Arabic as Arab newsrooms print it: Latin digits, 1,234.5 and «18 سبتمبر 2025».

Django's own ar formats give 1234567,50 and 5,6 (CLDR moved ar to ASCII digits, ticket 10825).
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

"""Reading (解读): captures become a ``ReportReading``; no judgement."""

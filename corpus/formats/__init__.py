"""What is taken away: tables and citations of articles."""

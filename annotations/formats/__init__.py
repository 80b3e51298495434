"""What annotations are exchanged in."""

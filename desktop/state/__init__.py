"""What each page shows and can do, without a widget."""

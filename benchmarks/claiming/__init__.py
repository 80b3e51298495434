"""Claims at a size: a corpus whose articles are sentences that claim, and what reading it costs."""

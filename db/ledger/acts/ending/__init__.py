"""清退销毁: batches that end copies, step by step; loss and holds."""

"""What peers really leaked, tried at the doors of this product: each test is a failure that somebody had."""

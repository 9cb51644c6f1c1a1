"""借阅保管: lend, extend, give back."""

"""What may happen: values, beliefs, rules and acts. No SQL, no I/O, no clock."""

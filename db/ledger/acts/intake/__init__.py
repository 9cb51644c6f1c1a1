"""收文: registering what arrives, and taking over an old register."""

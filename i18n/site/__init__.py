"""What is true of all pages together: addresses, navigation, assets."""

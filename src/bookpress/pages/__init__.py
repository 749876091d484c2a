"""What is written into built pages: icons, buttons, the policy, and the archive of all of them."""

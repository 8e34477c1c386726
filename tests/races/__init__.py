"""Things that happen at the same instant, with real threads, sockets, processes and disks."""

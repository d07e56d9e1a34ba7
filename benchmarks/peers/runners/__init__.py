"""One module for each peer, all with a class ``Runner`` of the same form (:class:`benchmarks.peers.runners.form.Form`)."""

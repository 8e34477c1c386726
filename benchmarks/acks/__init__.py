"""How soon what people do is acknowledged: genbot, which keeps it first, beside apps that keep nothing."""

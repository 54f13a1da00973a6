"""What the portal is compared with: the same rows by a bare Django view, without middleware, and a WSGI hello."""

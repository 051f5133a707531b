"""The web plug: browser chat, webhooks, health and metrics."""

"""Chats: trees of messages in the person's library, answered by a session and kept as they come."""

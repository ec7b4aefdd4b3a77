"""What an organisation answers for: filtering and monitoring, requests for one's own data, complaints about data protection."""

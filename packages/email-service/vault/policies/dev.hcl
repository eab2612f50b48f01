# Reads the secrets of one service in one environment, and nothing else. The store is version 2 of "kv".
path "secret/data/notes-team/email-service/dev" {
  capabilities = ["read"]
}

# Reads the secrets of one service in one environment, and nothing else. The store is version 2 of "kv".
path "secret/data/notes-team/notes-service/dev" {
  capabilities = ["read"]
}

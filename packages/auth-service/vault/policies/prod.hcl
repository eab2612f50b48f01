# Reads the secrets of one service in one environment, and nothing else. The store is version 2 of "kv".
path "secret/data/auth-team/auth-service/prod" {
  capabilities = ["read"]
}

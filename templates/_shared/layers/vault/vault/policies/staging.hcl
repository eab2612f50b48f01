# Reads the secrets of one service in one environment, and nothing else. The store is version 2 of "kv".
path "secret/data/${{ values.ownerName | lower | replace(r/[^a-z0-9]+/g, "-") }}/${{ values.name }}/staging" {
  capabilities = ["read"]
}

#!/bin/sh
# Tells the broker of the profile tls its users and what the registry may do; `millrace acls` grants the rest.
set -eu
secrets=/etc/millrace/secrets

for user in "$secrets"/users/*; do
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server broker:9092 --command-config $secrets/client.properties \
    --alter --entity-type users --entity-name "$(basename "$user")" --add-config-file "$user"
done
/opt/kafka/bin/kafka-acls.sh --bootstrap-server broker:9092 --command-config $secrets/client.properties \
  --add --allow-principal User:registry --operation All --topic kafkasql- --topic registry-events --group apicurio- --resource-pattern-type prefixed

#!/bin/bash
# OpenTAXII 0.9.3: every object is given with its type in the place of `spec_version`, so that no reader of STIX 2.1 takes it.
#
# STIX 2.1, 3.2: `spec_version` MUST be `2.1` for objects of this version. Guess: what was added comes back as it was. Seen: `server.py` writes
# `"spec_version": obj.type` for objects and for versions; an indicator comes back with `"spec_version": "indicator"`.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check opentaxii==0.9.3 || exit 2
cat > "$folder/conf.yml" <<YAML
domain: "127.0.0.1:9000"
support_basic_auth: yes
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters: {db_connection: "sqlite:///$folder/auth.db", create_tables: yes, secret: "a secret of thirty-two letters at least"}
taxii1:
taxii2:
  title: o
  public_discovery: yes
  max_content_length: 1048576
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters: {db_connection: "sqlite:///$folder/data.db", create_tables: yes}
logging: {opentaxii: error, root: error}
YAML
cat > "$folder/try.py" <<'PYTHON'
import datetime
from importlib.metadata import version

from opentaxii.http import app
from opentaxii.persistence.sqldb.taxii2models import STIXObject

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
with app.app_context():
    server = app.taxii_server
    server.auth.api.create_account(username="b", password="b", is_admin=True)
    api = server.servers.taxii2.persistence.api
    root = api.add_api_root(title="b", default=True)
    collection = api.add_collection(api_root_id=str(root.id), title="c", is_public=False, is_public_write=False)
    row = {"id": "indicator--0a4bb9b5-4a3c-4e37-9b1c-8f1f6b0e1b55", "collection_id": collection.id, "type": "indicator",
           "spec_version": "2.1", "date_added": NOW, "version": NOW, "serialized_data": {"name": "a"}}
    api.db.session.bulk_insert_mappings(STIXObject, [row])
    api.db.session.commit()
    token = server.auth.authenticate("b", "b")
answer = app.test_client().get(
    f"/taxii2/{root.id}/collections/{collection.id}/objects/",
    headers={"Accept": "application/taxii+json;version=2.1", "Authorization": f"Bearer {token}"},
)
(found,) = answer.get_json(force=True)["objects"]
print("OpenTAXII", version("opentaxii"), "gives", found)
raise SystemExit(0 if found["spec_version"] == "indicator" else 1)
PYTHON
OPENTAXII_CONFIG="$folder/conf.yml" "$folder/venv/bin/python" -W ignore "$folder/try.py"

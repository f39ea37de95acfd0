/// Relationship objects (STIX 2.1, section 5), meta objects (section 7) and the bundle (section 8).
extension Schemas {
    static func relationship(_ type: ObjectType) -> Schema? {
        switch type {
        case .relationship:
            make(
                type,
                "5.1",
                [
                    required("relationship_type", .form(.relationshipType)), optional("description", .text),
                    required("source_ref", .reference(.subjects)), required("target_ref", .reference(.subjects)),
                    optional("start_time", .timestamp), optional("stop_time", .timestamp),
                ],
                [.after("stop_time", "start_time")]
            )
        case .sighting:
            make(
                type,
                "5.2",
                [
                    optional("description", .text), optional("first_seen", .timestamp),
                    optional("last_seen", .timestamp), optional("count", .integer(0...999_999_999)),
                    required("sighting_of_ref", .reference(.domainObjects.union(.unknown))),
                    optional("observed_data_refs", .references(TypeSet(.observedData))),
                    optional("where_sighted_refs", .references(TypeSet(.identity, .location))),
                    optional("summary", .boolean),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        default: nil
        }
    }

    static func meta(_ type: ObjectType) -> Schema? {
        switch type {
        case .languageContent:
            make(
                type,
                "7.1",
                [
                    required("object_ref", .reference(.objects)), optional("object_modified", .timestamp),
                    required("contents", .contents),
                ]
            )
        case .markingDefinition:
            make(
                type,
                "7.2.1",
                [
                    optional("name", .text), optional("definition_type", .text), optional("definition", .definition),
                ],
                [
                    .atLeastOne(["definition", "extensions"]), .atLeastOne(["definition_type", "extensions"]),
                ]
            )
        case .extensionDefinition:
            make(
                type,
                "7.3",
                [
                    required("name", .text), optional("description", .text), required("schema", .text),
                    required("version", .form(.version)), required("extension_types", .terms(.extensionType)),
                    optional("extension_properties", .texts),
                ]
            )
        case .bundle:
            Schema(
                type.name,
                section: "8.1",
                .bundle,
                [
                    required("type", .type), required("id", .id), optional("objects", .bundleObjects),
                    optional("spec_version", .text),
                ]
            )
        default: nil
        }
    }
}

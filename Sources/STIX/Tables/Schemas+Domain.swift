/// Domain objects (STIX 2.1, section 4); the common properties are added by `Schemas`.
extension Schemas {
    static let anyInteger = Int.min...Int.max
    static let natural = 0...Int.max

    static func domain(_ type: ObjectType) -> Schema? { domainA(type) ?? domainB(type) ?? domainC(type) }

    private static func domainA(_ type: ObjectType) -> Schema? {
        switch type {
        case .attackPattern:
            make(
                type,
                "4.1",
                [
                    required("name", .text), optional("description", .text), optional("aliases", .texts),
                    optional("kill_chain_phases", .parts(.killChainPhase)),
                ]
            )
        case .campaign:
            make(
                type,
                "4.2",
                [
                    required("name", .text), optional("description", .text), optional("aliases", .texts),
                    optional("first_seen", .timestamp), optional("last_seen", .timestamp),
                    optional("objective", .text),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        case .courseOfAction:
            make(type, "4.3", [required("name", .text), optional("description", .text)])
        case .grouping:
            make(
                type,
                "4.4",
                [
                    optional("name", .text), optional("description", .text),
                    required("context", .term(.groupingContext)),
                    required("object_refs", .references(.objects)),
                ]
            )
        case .identity:
            make(
                type,
                "4.5",
                [
                    required("name", .text), optional("description", .text), optional("roles", .texts),
                    optional("identity_class", .term(.identityClass)), optional("sectors", .terms(.industrySector)),
                    optional("contact_information", .text),
                ]
            )
        case .incident:
            make(type, "4.6", [required("name", .text), optional("description", .text)])
        case .indicator:
            make(
                type,
                "4.7",
                [
                    optional("name", .text), optional("description", .text),
                    optional("indicator_types", .terms(.indicatorType)), required("pattern", .text),
                    required("pattern_type", .term(.patternType)), optional("pattern_version", .text),
                    required("valid_from", .timestamp), optional("valid_until", .timestamp),
                    optional("kill_chain_phases", .parts(.killChainPhase)),
                ],
                [.after("valid_until", "valid_from")]
            )
        default: nil
        }
    }

    private static func domainB(_ type: ObjectType) -> Schema? {
        switch type {
        case .infrastructure:
            make(
                type,
                "4.8",
                [
                    required("name", .text), optional("description", .text),
                    optional("infrastructure_types", .terms(.infrastructureType)), optional("aliases", .texts),
                    optional("kill_chain_phases", .parts(.killChainPhase)), optional("first_seen", .timestamp),
                    optional("last_seen", .timestamp),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        case .intrusionSet:
            make(
                type,
                "4.9",
                [
                    required("name", .text), optional("description", .text), optional("aliases", .texts),
                    optional("first_seen", .timestamp), optional("last_seen", .timestamp), optional("goals", .texts),
                    optional("resource_level", .term(.attackResourceLevel)),
                    optional("primary_motivation", .term(.attackMotivation)),
                    optional("secondary_motivations", .terms(.attackMotivation)),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        case .location:
            make(
                type,
                "4.10",
                [
                    optional("name", .text), optional("description", .text), optional("latitude", .float(-90...90)),
                    optional("longitude", .float(-180...180)),
                    optional("precision", .float(-Double.infinity...Double.infinity)),
                    optional("region", .term(.region)), optional("country", .form(.country)),
                    optional("administrative_area", .text), optional("city", .text),
                    optional("street_address", .text),
                    optional("postal_code", .text),
                ],
                [
                    .atLeastOne(["region", "country", "latitude"]), .needs("latitude", "longitude"),
                    .needs("longitude", "latitude"), .needs("precision", "latitude"),
                    .needs("precision", "longitude"),
                ]
            )
        case .malware:
            make(
                type,
                "4.11",
                [
                    optional("name", .text), optional("description", .text),
                    optional("malware_types", .terms(.malwareType)), required("is_family", .boolean),
                    optional("aliases", .texts), optional("kill_chain_phases", .parts(.killChainPhase)),
                    optional("first_seen", .timestamp), optional("last_seen", .timestamp),
                    optional("operating_system_refs", .references(TypeSet(.software))),
                    optional("architecture_execution_envs", .terms(.processorArchitecture)),
                    optional("implementation_languages", .terms(.implementationLanguage)),
                    optional("capabilities", .terms(.malwareCapability)),
                    optional("sample_refs", .references(TypeSet(.artifact, .file))),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        case .malwareAnalysis:
            make(
                type,
                "4.12",
                [
                    required("product", .form(.product)), optional("version", .text),
                    optional("host_vm_ref", .reference(TypeSet(.software))),
                    optional("operating_system_ref", .reference(TypeSet(.software))),
                    optional("installed_software_refs", .references(TypeSet(.software))),
                    optional("configuration_version", .text), optional("modules", .texts),
                    optional("analysis_engine_version", .text), optional("analysis_definition_version", .text),
                    optional("submitted", .timestamp), optional("analysis_started", .timestamp),
                    optional("analysis_ended", .timestamp), optional("result_name", .text),
                    optional("result", .term(.malwareResult)),
                    optional("analysis_sco_refs", .references(.objects)),
                    optional("sample_ref", .reference(TypeSet(.artifact, .file, .networkTraffic))),
                ],
                [
                    .atLeastOne(["result", "analysis_sco_refs"]),
                    .suggestsNotBefore("analysis_ended", "analysis_started"),
                ]
            )
        default: nil
        }
    }

    private static func domainC(_ type: ObjectType) -> Schema? {
        switch type {
        case .note:
            make(
                type,
                "4.13",
                [
                    optional("abstract", .text), required("content", .text), optional("authors", .texts),
                    required("object_refs", .references(.objects)),
                ]
            )
        case .observedData:
            make(
                type,
                "4.14",
                [
                    required("first_observed", .timestamp), required("last_observed", .timestamp),
                    required("number_observed", .integer(1...999_999_999)),
                    optional("objects", .observableContainer),
                    optional("object_refs", .references(.observables.union(.relationshipObjects).union(.unknown))),
                ],
                [.exactlyOne(["objects", "object_refs"]), .notBefore("last_observed", "first_observed")]
            )
        case .opinion:
            make(
                type,
                "4.15",
                [
                    optional("explanation", .text), optional("authors", .texts), required("opinion", .term(.opinion)),
                    required("object_refs", .references(.objects)),
                ]
            )
        case .report:
            make(
                type,
                "4.16",
                [
                    required("name", .text), optional("description", .text),
                    optional("report_types", .terms(.reportType)),
                    required("published", .timestamp), required("object_refs", .references(.objects)),
                ]
            )
        case .threatActor:
            make(
                type,
                "4.17",
                [
                    required("name", .text), optional("description", .text),
                    optional("threat_actor_types", .terms(.threatActorType)), optional("aliases", .texts),
                    optional("first_seen", .timestamp), optional("last_seen", .timestamp),
                    optional("roles", .terms(.threatActorRole)), optional("goals", .texts),
                    optional("sophistication", .term(.threatActorSophistication)),
                    optional("resource_level", .term(.attackResourceLevel)),
                    optional("primary_motivation", .term(.attackMotivation)),
                    optional("secondary_motivations", .terms(.attackMotivation)),
                    optional("personal_motivations", .terms(.attackMotivation)),
                ],
                [.notBefore("last_seen", "first_seen")]
            )
        case .tool:
            make(
                type,
                "4.18",
                [
                    required("name", .text), optional("description", .text),
                    optional("tool_types", .terms(.toolType)),
                    optional("aliases", .texts), optional("kill_chain_phases", .parts(.killChainPhase)),
                    optional("tool_version", .text),
                ]
            )
        case .vulnerability:
            make(type, "4.19", [required("name", .text), optional("description", .text)])
        default: nil
        }
    }
}

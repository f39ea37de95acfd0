/// All the tables, built once: one schema for each object type and each part.
struct Schemas: Sendable {
    static let shared = Schemas()

    private let types: [Schema]
    private let parts: [Schema]
    /// For types that the tables do not know, by what their extension says they are.
    let customObject: Schema
    let customObservable: Schema

    private init() {
        types = ObjectType.allCases.map { type in
            Schemas.domain(type) ?? Schemas.relationship(type) ?? Schemas.observable(type) ?? Schemas.meta(type)
                ?? Schema(type.name, section: "3.2", .domain, Schemas.common(.domain, type))
        }
        parts = Part.allCases.map { Schemas.part($0) }
        customObject = Schema(
            "custom object",
            section: "11.2",
            .domain,
            Schemas.common(.domain, nil),
            rules: [.notBefore("modified", "created")]
        )
        customObservable = Schema("custom object", section: "11.2", .observable, Schemas.common(.observable, nil))
    }

    subscript(type: ObjectType) -> Schema { types[type.rawValue] }

    subscript(part: Part) -> Schema { parts[part.rawValue] }

    /// The schema of a type: the common properties of its class, then its own.
    static func make(
        _ type: ObjectType,
        _ section: String,
        _ entries: [PropertyEntry],
        _ rules: [RuleEntry] = []
    ) -> Schema {
        let objectClass = objectClass(of: type)
        var all = rules
        if objectClass != .observable {
            all.append(.notBefore("modified", "created"))
        }
        let first = common(objectClass, type)
        return Schema(
            type.name,
            section: section,
            objectClass,
            first + entries,
            commonCount: first.count,
            rules: all
        )
    }

    static func objectClass(of type: ObjectType) -> ObjectClass {
        switch type {
        case .relationship, .sighting: .relationship
        case .extensionDefinition, .languageContent, .markingDefinition: .meta
        case .bundle: .bundle
        default: TypeSet.observables.contains(type) ? .observable : .domain
        }
    }

    /// The common properties (3.2) of a class, with the differences of each meta object.
    static func common(_ objectClass: ObjectClass, _ type: ObjectType?) -> [PropertyEntry] {
        let marking: [PropertyEntry] = [
            optional("object_marking_refs", .references(TypeSet(.markingDefinition))),
            optional("granular_markings", .granularMarkings),
        ]
        if objectClass == .observable {
            return [required("type", .type), required("id", .id), optional("spec_version", .specVersion)] + marking
                + [
                    optional("defanged", .boolean), optional("extensions", .extensions),
                ]
        }
        let creator = ValueType.reference(TypeSet(.identity))
        let isMarking = type == .markingDefinition
        let isExtension = type == .extensionDefinition
        return [
            required("type", .type), required("spec_version", .specVersion), required("id", .id),
            required("created", .milliseconds),
            isExtension ? required("created_by_ref", creator) : optional("created_by_ref", creator),
            isMarking ? optional("modified", .notApplicable(must: false)) : required("modified", .milliseconds),
            optional("revoked", isMarking ? .notApplicable(must: false) : .boolean),
            optional("labels", isMarking ? .notApplicable(must: false) : .texts),
            optional("confidence", isMarking || isExtension ? .notApplicable(must: false) : .integer(0...100)),
            optional("lang", objectClass == .meta ? .notApplicable(must: false) : .language),
            optional("external_references", .parts(.externalReference)),
            optional("extensions", isExtension ? .notApplicable(must: false) : .extensions),
            optional("defanged", .notApplicable(must: true)),
        ] + marking
    }
}

public import JSON

/// What every step needs to know of an object (STIX 2.1, 3.2), read in one pass over its members.
///
/// The header is not a validation: it asks only for what identifies the object. `STIXValidator` judges the rest.
public struct STIXObjectHeader: Sendable, Equatable {
    /// Why an object has no header.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The value is no JSON object.
        case notAnObject
        /// A property that identifies the object is missing.
        case missing(String)
        /// A property that is read here has a value of the wrong form.
        case malformed(String)

        /// What is wrong, in words.
        public var description: String {
            switch self {
            case .notAnObject: "a stix object is a json object"
            case .missing(let name): "the property `\(name)` is missing"
            case .malformed(let name): "the property `\(name)` has a value of the wrong form"
            }
        }
    }

    /// The identifier.
    public var id: STIXIdentifier
    /// The type name.
    public var type: String
    /// The version of the specification, if given.
    public var specVersion: String?
    /// When the object was made, if given.
    public var created: STIXTimestamp?
    /// When this version was made, if the object is versioned.
    public var modified: STIXTimestamp?
    /// The identity of the creator, if given.
    public var createdByRef: STIXIdentifier?
    /// Whether the object is revoked.
    public var isRevoked: Bool
    /// The marking definitions that apply to the whole object.
    public var objectMarkingRefs: [STIXIdentifier]
    /// Whether parts of the object have markings of their own.
    public var hasGranularMarkings: Bool

    /// What tells versions of this object apart: `modified`, else `created`, else nothing (cyber-observables).
    public var version: STIXTimestamp? { modified ?? created }

    /// Reads the header of an object.
    /// - Parameter object: the object.
    /// - Throws: `Fault` for a value that is no object, has no `type` or `id`, or a malformed property of those here.
    public init(_ object: JSONValue) throws(Fault) {
        guard object.kind == .object else { throw .notAnObject }
        var found = Found()
        for member in object.members {
            try found.take(member)
        }
        guard let type = found.type else { throw .missing("type") }
        guard let id = found.id else { throw .missing("id") }
        self.type = type
        self.id = id
        specVersion = found.specVersion
        created = found.created
        modified = found.modified
        createdByRef = found.createdByRef
        isRevoked = found.isRevoked
        objectMarkingRefs = found.objectMarkingRefs
        hasGranularMarkings = found.hasGranularMarkings
    }

    private struct Found {
        var id: STIXIdentifier?
        var type: String?
        var specVersion: String?
        var created: STIXTimestamp?
        var modified: STIXTimestamp?
        var createdByRef: STIXIdentifier?
        var isRevoked = false
        var objectMarkingRefs: [STIXIdentifier] = []
        var hasGranularMarkings = false

        mutating func take(_ member: JSONMembers.Member) throws(Fault) {
            let value = member.value
            // The length decides first, so that most members cost one comparison.
            switch member.name.byteCount {
            case 2 where member.name.isString("id"): id = try identifier(value, "id")
            case 4 where member.name.isString("type"): type = try string(value, "type")
            case 7 where member.name.isString("created"): created = try timestamp(value, "created")
            case 7 where member.name.isString("revoked"):
                guard let flag = value.bool else { throw .malformed("revoked") }
                isRevoked = flag
            case 8 where member.name.isString("modified"): modified = try timestamp(value, "modified")
            case 12 where member.name.isString("spec_version"): specVersion = try string(value, "spec_version")
            case 14 where member.name.isString("created_by_ref"):
                createdByRef = try identifier(value, "created_by_ref")
            case 17 where member.name.isString("granular_markings"): hasGranularMarkings = true
            case 19 where member.name.isString("object_marking_refs"):
                guard value.kind == .array else { throw .malformed("object_marking_refs") }
                for element in value.elements {
                    objectMarkingRefs.append(try identifier(element, "object_marking_refs"))
                }
            default: break
            }
        }

        private func string(_ value: JSONValue, _ name: String) throws(Fault) -> String {
            guard let text = value.string else { throw .malformed(name) }
            return text
        }

        private func identifier(_ value: JSONValue, _ name: String) throws(Fault) -> STIXIdentifier {
            guard value.kind == .string, let id = STIXIdentifier(bytes: value.contentBytes) else {
                throw .malformed(name)
            }
            return id
        }

        private func timestamp(_ value: JSONValue, _ name: String) throws(Fault) -> STIXTimestamp {
            guard value.kind == .string, let time = STIXTimestamp(bytes: value.contentBytes) else {
                throw .malformed(name)
            }
            return time
        }
    }
}

public import JSON

/// The references that an object's properties make: identifiers under names that end in `_ref` or `_refs`
/// (STIX 2.1, 3.1), at any depth, markings left out.
public enum ObjectReferences {
    /// Visits the references of an object, in the order of the text.
    /// - Parameters:
    ///   - object: the object, or a part of it.
    ///   - body: gets the property's name and the identifier.
    public static func visit(_ object: JSONValue, _ body: (JSONValue, JSONValue) -> Void) {
        for member in object.members {
            switch form(of: member.name) {
            case .one where member.value.kind == .string: body(member.name, member.value)
            case .many where member.value.kind == .array:
                for element in member.value.elements where element.kind == .string { body(member.name, element) }
            default: inside(member.value, body)
            }
        }
    }

    private static func inside(_ value: JSONValue, _ body: (JSONValue, JSONValue) -> Void) {
        switch value.kind {
        case .object: visit(value, body)
        case .array: for element in value.elements { inside(element, body) }
        default: return
        }
    }

    private enum Form { case none, one, many }

    private static let one = Array("_ref".utf8)
    private static let many = Array("_refs".utf8)

    /// What a name says; looked at as bytes, since every property of every object that is taken in passes here.
    private static func form(of name: JSONValue) -> Form {
        let form: Form = name.withContent { bytes in
            if ends(bytes, with: one) { return .one }
            return ends(bytes, with: many) ? .many : .none
        }
        let isMarking = form != .none && (name.isString("object_marking_refs") || name.isString("marking_ref"))
        return isMarking ? .none : form
    }

    private static func ends(_ bytes: Span<UInt8>, with wanted: [UInt8]) -> Bool {
        guard bytes.count > wanted.count else { return false }
        for place in wanted.indices where bytes[bytes.count - wanted.count + place] != wanted[place] { return false }
        return true
    }
}

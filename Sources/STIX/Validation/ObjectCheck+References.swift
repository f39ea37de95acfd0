import JSON

/// Identifiers and references (2.9, 3.3).
extension ObjectCheck {
    /// The object's own identifier: its form, its type, the version of its UUID.
    mutating func checkID(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isKind(value, .string, name, schema) else { return }
        if container != nil { return }
        guard let layout = withText(value, { STIXIdentifierLayout($0) }) else { return reportIdentifier(value) }
        let typeValue = typeValue
        let isOwn = withText(value) { id in
            withText(typeValue) { type in
                guard type.count == layout.typeLength else { return false }
                for index in type.indices where type[index] != id[index] {
                    return false
                }
                return true
            }
        }
        if !isOwn {
            error(
                .identifierFormat,
                at: value,
                spec: "2.9",
                "the identifier `\(text(value))` must start with the object's type, `\(text(typeValue))--`"
            )
        }
        guard options.includesWarnings, schema.objectClass != .observable, layout.uuidVersion != 4 else { return }
        warn(
            .identifierVersion,
            at: value,
            spec: "2.9",
            "the identifier of \(schema.name) should have a uuid of version 4, not \(layout.uuidVersion)"
        )
    }

    private mutating func reportIdentifier(_ value: Int) {
        error(
            .identifierFormat,
            at: value,
            spec: "2.9",
            "`\(text(value))` is no identifier; write the type, two hyphens and an rfc 4122 uuid, such as `identity--…`"
        )
    }

    /// A reference: its form, and whether the type may stand there.
    mutating func checkReference(_ value: Int, _ allowed: TypeSet, _ name: Int, _ schema: Schema) {
        if container != nil, schema.objectClass != .meta, !isText(name, "object_marking_refs") {
            return checkLocalReference(value, allowed, name, schema)
        }
        let target = withText(value) { text -> (isIdentifier: Bool, isAllowed: Bool) in
            guard let layout = STIXIdentifierLayout(text) else { return (false, false) }
            return (true, allowed.contains(types.number(of: text.extracting(0..<layout.typeLength))))
        }
        if !target.isIdentifier { return reportIdentifier(value) }
        guard !target.isAllowed else { return }
        error(
            .referenceType,
            at: value,
            spec: schema.section,
            "`\(text(name))` must refer to \(types.words(of: allowed)), not to `\(text(value))`"
        )
    }

    /// A reference inside a deprecated observable container: a key of the container (2.13).
    private mutating func checkLocalReference(_ value: Int, _ allowed: TypeSet, _ name: Int, _ schema: Schema) {
        guard let container else { return }
        guard let target = index.member(document.value(at: value).contentBytes, of: container, in: self) else {
            return error(
                .referenceUnresolved,
                at: value,
                spec: "2.13",
                "`\(text(name))` refers to `\(text(value))`, which is no key of this container"
            )
        }
        guard let typeValue = member(target, "type"), nodes[typeValue].kind == .string else { return }
        guard !allowed.contains(withText(typeValue) { types.number(of: $0) }) else { return }
        error(
            .referenceType,
            at: value,
            spec: schema.section,
            "`\(text(name))` must refer to \(types.words(of: allowed)), not to `\(text(typeValue))`"
        )
    }
}

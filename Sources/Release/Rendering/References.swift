internal import JSON
internal import STIX

/// The references of an object: every string that is an identifier, under whatever name, except those of markings.
enum References {
    /// The identifiers that an object refers to, its own left out.
    static func of(_ object: JSONTree) -> Set<String> {
        var found: Set<String> = []
        for member in object.members ?? [] where !isFrame(member.name) {
            guard isContainer(member.name, of: object) else {
                collect(member.value, &found)
                continue
            }
            var inside: Set<String> = []
            collect(member.value, &inside)
            found.formUnion(inside.subtracting(local(in: member.value)))
        }
        return found
    }

    /// Whether a property holds observables of its own, as observed data of STIX 2.0 did (2.0 part 2, 2.9; 2.1, 4.14: deprecated).
    private static func isContainer(_ name: String, of object: JSONTree) -> Bool {
        name == "objects" && object["type"]?.string == "observed-data"
    }

    /// The names that only mean something inside of a container: its keys, and the identifiers of what it holds (2.9, 2.13).
    private static func local(in container: JSONTree) -> Set<String> {
        var names: Set<String> = []
        for member in container.members ?? [] {
            names.insert(member.name)
            if let id = member.value["id"]?.string { names.insert(id) }
        }
        return names
    }

    /// The markings that an object and its portions bear.
    static func markings(of object: JSONTree) -> [String] {
        let banner = object["object_marking_refs"]?.elements?.compactMap(\.string) ?? []
        let portions = object["granular_markings"]?.elements?.compactMap { $0["marking_ref"]?.string } ?? []
        return banner + portions
    }

    /// The object with its references as the recipient may have them; empty lists and objects go with them.
    /// - Parameters:
    ///   - object: the object.
    ///   - view: the identifier for the recipient, or nil to take the reference out.
    ///   - removed: gets the selectors of what was taken out.
    ///   - moved: gets the selectors before and after of what is kept.
    /// - Returns: the object.
    static func rewritten(
        _ object: JSONTree,
        view: (String) -> String?,
        removed: (String) -> Void,
        moved: (String, String) -> Void
    ) -> JSONTree {
        guard let members = object.members else { return object }
        var kept: [JSONMember] = []
        for member in members {
            if isFrame(member.name) {
                kept.append(member)
            } else {
                let local = isContainer(member.name, of: object) ? local(in: member.value) : []
                let view = local.isEmpty ? view : { local.contains($0) ? $0 : view($0) }
                if let value = rewrite(member.value, member.name, member.name, view, removed, moved) {
                    kept.append(JSONMember(member.name, value))
                }
            }
        }
        return .object(kept)
    }

    private static func isFrame(_ name: String) -> Bool {
        name == "id" || name == "object_marking_refs" || name == "granular_markings" || name == "type"
    }

    /// Whether a text is an identifier; a quick look at its length and hyphens before the full check.
    static func isIdentifier(_ text: String) -> Bool {
        let count = text.utf8.count
        guard count > 38, count < 300, text.utf8.contains(UInt8(ascii: "-")) else { return false }
        return STIXIdentifier(text) != nil
    }

    private static func collect(_ value: JSONTree, _ found: inout Set<String>) {
        switch value {
        case .string(let text): if isIdentifier(text) { found.insert(text) }
        case .array(let elements): for element in elements { collect(element, &found) }
        case .object(let members):
            for member in members {
                // An extension is read with its definition; who may not have the one cannot use the other.
                if isIdentifier(member.name) { found.insert(member.name) }
                collect(member.value, &found)
            }
        default: break
        }
    }

    private static func rewrite(
        _ value: JSONTree,
        _ path: String,
        _ new: String,
        _ view: (String) -> String?,
        _ removed: (String) -> Void,
        _ moved: (String, String) -> Void
    ) -> JSONTree? {
        var result: JSONTree?
        switch value {
        case .string(let text) where isIdentifier(text):
            guard let id = view(text) else {
                removed(path)
                return nil
            }
            result = .string(id)
        case .array(let elements):
            var kept: [JSONTree] = []
            for (place, element) in elements.enumerated() {
                let next = "\(new).[\(kept.count)]"
                if let value = rewrite(element, "\(path).[\(place)]", next, view, removed, moved) {
                    kept.append(value)
                }
            }
            result = kept.isEmpty && !elements.isEmpty ? nil : .array(kept)
        case .object(let members):
            var kept: [JSONMember] = []
            for member in members {
                let child = "\(path).\(member.name)"
                if isIdentifier(member.name), view(member.name) == nil {
                    removed(child)
                } else if let value = rewrite(member.value, child, "\(new).\(member.name)", view, removed, moved) {
                    kept.append(JSONMember(member.name, value))
                }
            }
            result = kept.isEmpty && !members.isEmpty ? nil : .object(kept)
        default: result = value
        }
        if result != nil { moved(path, new) }
        return result
    }
}

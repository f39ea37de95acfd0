package import Store

/// Who sends a request, and what that lets it do.
package struct Caller: Sendable, Equatable {
    /// What proves who it is.
    package enum Kind: Sendable, Equatable {
        /// A partner's pinned certificate.
        case partner(String)
        /// An API key with its scopes.
        case key(scopes: [String])
        /// A user of a throw-away node, or anybody where it has no users.
        case seed
    }

    /// A stable name; statuses belong to it.
    package let name: String
    package let kind: Kind
    /// The API roots that it may see; nil means all.
    package let roots: [String]?

    private static let keyPrefix = "key:"

    /// A caller with an API key.
    /// - Parameters:
    ///   - key: the name of the key.
    ///   - scopes: what it may do.
    ///   - root: the API root that it is for.
    package init(key: String, scopes: [String], root: String) {
        self.init(name: Self.keyPrefix + key, kind: .key(scopes: scopes), roots: [root])
    }

    /// A caller.
    /// - Parameters:
    ///   - name: a stable name.
    ///   - kind: what proves who it is.
    ///   - roots: the API roots that it may see; nil means all.
    package init(name: String, kind: Kind, roots: [String]?) {
        (self.name, self.kind, self.roots) = (name, kind, roots)
    }

    /// The name of the API key that a caller's name stands for, or nil.
    package static func key(of caller: String) -> String? {
        caller.hasPrefix(keyPrefix) ? String(caller.dropFirst(keyPrefix.count)) : nil
    }

    /// Whether it may see an API root.
    package func sees(_ root: StoredRoot) -> Bool { roots?.contains(root.path) ?? true }

    /// Whether it may read a collection.
    package func canRead(_ collection: StoredCollection) -> Bool {
        collection.isReadable && isScoped("read", collection)
    }

    /// Whether it may write to a collection.
    package func canWrite(_ collection: StoredCollection) -> Bool {
        collection.isWritable && isScoped("write", collection)
    }

    private func isScoped(_ action: String, _ collection: StoredCollection) -> Bool {
        guard roots?.contains(collection.root) ?? true else { return false }
        switch kind {
        case .partner(let name): return collection.party == name
        case .key(let scopes): return scopes.contains("\(action):*") || scopes.contains("\(action):\(collection.id)")
        case .seed: return true
        }
    }

    /// The name of the source under which the store keeps what it hands in to a collection.
    ///
    /// Who cannot read a collection is a source of its own there: a conflict would tell it what others handed in.
    package func source(for collection: StoredCollection) -> (kind: String, name: String) {
        let path = collection.root + "/" + collection.id
        return switch kind {
        case .partner(let name): ("partner", name)
        case .key, .seed: ("collection", canRead(collection) ? path : path + " " + name)
        }
    }
}

package import Configuration
package import Installation
package import JSON
package import Store
package import TAXII
package import Transport

/// A server of others as it is asked: with the secret that this node has there, at its own address alone.
package struct OutsideServer {
    private let client: HTTPClient
    /// So long looking for a collection takes at most, whatever the server names.
    private let patience: Duration
    private let limits: JSONLimits

    /// A server.
    /// - Parameters:
    ///   - name: the name of the source, by which its secrets are found.
    ///   - way: how the node shows itself there.
    ///   - account: the name for HTTP Basic.
    ///   - node: the node.
    /// - Throws: `NodeError` if the secret cannot be read.
    package init(_ name: String, _ way: StoredOutsideSource.Way, account: String?, _ node: Node) throws(NodeError) {
        var options = HTTPClient.Options()
        options.connectSeconds = min(node.configuration.sourceAnswerSeconds, 10)
        options.totalSeconds = node.configuration.sourceAnswerSeconds
        options.maximumBodyBytes = node.configuration.sourceAnswerBytes
        let folder = node.folder
        if Files.isThere(folder.sourceFile(name, "ca")) { options.authorities = folder.sourceFile(name, "ca") }
        do throws(NodeFolder.Failure) {
            switch way {
            case .open: break
            case .user: options.credentials = (account ?? "", try folder.sourceSecret(name))
            case .bearer: options.token = try folder.sourceSecret(name)
            case .certificate: options.identity = (folder.sourceFile(name, "crt"), folder.sourceFile(name, "key"))
            }
        } catch {
            throw NodeError("the secret of `\(name)` cannot be read: \(error.description)")
        }
        client = HTTPClient(options: options)
        patience = .seconds(node.configuration.sourceAnswerSeconds)
        limits = JSONLimits(maximumDepth: node.configuration.maximumDepth)
    }

    /// Sends a request.
    /// - Parameters:
    ///   - method: the method.
    ///   - url: where to, below the address that an administrator gave.
    ///   - body: the body, or nil.
    /// - Returns: a response with a status of success.
    /// - Throws: `SourceFault`; `tooMuch` where the answer is larger than is taken.
    package func send(_ method: String, _ url: String, body: [UInt8]? = nil) throws(SourceFault) -> HTTPResponse {
        var fields = [HTTPField("Accept", TAXIIMediaType.taxii)]
        if body != nil { fields.append(HTTPField("Content-Type", TAXIIMediaType.taxii)) }
        let response: HTTPResponse
        do throws(HTTPClient.Failure) {
            response = try client.send(method, url, fields: fields, body: body)
        } catch {
            throw error.isTrust
                ? .notTrusted : error.isTooLarge ? .tooMuch : error.isSlow ? .slow : .notReached
        }
        guard (200..<300).contains(response.status) else { throw SourceFault(status: response.status) }
        let type = response.fields.last { $0.name == "content-type" }?.value
        guard TAXIIMediaType.isEnvelope(type) else { throw .notTAXII }
        return response
    }

    /// Asks for a resource.
    /// - Parameter url: its address.
    /// - Returns: the resource, an object.
    /// - Throws: `SourceFault`.
    package func resource(_ url: String) throws(SourceFault) -> JSONDocument {
        let body = try send("GET", url).body.bytes
        guard let document = try? JSONDocument(parsing: body, limits: limits), document.root.kind == .object else {
            throw .unreadable
        }
        return document
    }
}

/// A collection of a server, as it was found there.
package struct OutsideCollection: Sendable, Equatable {
    /// The base URL of its API root.
    package let root: String
    /// Its identifier.
    package let id: String
    /// What the server calls it.
    package let title: String
    /// Whether this node may read it there.
    package let isReadable: Bool
    /// Whether this node may write to it there.
    package let isWritable: Bool
}

extension OutsideServer {
    /// So many API roots of one server are looked at.
    private static let roots = 50
    /// So many collections of one API root are looked at.
    private static let collections = 10_000
    /// Letters of a title that are kept.
    private static let title = 200

    /// Looks for a collection: at the discovery resource (TAXII 2.1, 4.1) or the API root (4.2) that was named.
    /// - Parameters:
    ///   - wanted: the identifier, alias or title of the collection.
    ///   - address: where to look.
    /// - Returns: the collection; nil if the server has none that is called so.
    /// - Throws: `SourceFault`; `redirected` if its API roots lie elsewhere.
    package func find(_ wanted: String, at address: OutsideAddress) throws(SourceFault) -> OutsideCollection? {
        let end = ContinuousClock.now + patience
        let first = try resource(address.text)
        var roots = [address]
        if let named = first.root["api_roots"] {
            roots = []
            for reference in named.elements.prefix(Self.roots).compactMap(\.string) {
                guard let root = address.joined(reference) else { continue }
                roots.append(root)
            }
            if roots.isEmpty { throw named.count == 0 ? .notThere : .redirected }
        } else if first.root["versions"] == nil {
            throw .notTAXII
        }
        for root in roots {
            guard ContinuousClock.now < end else { throw .slow }
            let lists = try resource(root.text + "collections/")
            guard let listed = lists.root["collections"] else { continue }
            for one in listed.elements.prefix(Self.collections) {
                guard let id = one["id"]?.string, Self.isIdentifier(id) else { continue }
                let others: [String?] = [one["alias"]?.string, one["title"]?.string]
                let names = [id.lowercased()] + others.compactMap { $0?.lowercased() }
                guard names.contains(wanted.lowercased()) else { continue }
                return OutsideCollection(
                    root: root.text,
                    id: id,
                    title: String((one["title"]?.string ?? id).prefix(Self.title)),
                    isReadable: one["can_read"]?.bool ?? false,
                    isWritable: one["can_write"]?.bool ?? false
                )
            }
        }
        return nil
    }

    /// Whether a text may stand in a path: a UUID, as TAXII 2.1, 5.1.1 has it.
    package static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-")
            }
    }
}

internal import Configuration
internal import Cryptography
internal import Glibc
package import Transport

/// The files of the console, read once when the node starts: no path of a request ever reaches the file system.
package struct ConsoleAssets: Sendable {
    package struct Asset: Sendable {
        package let body: HTTPBody
        /// Packed by gzip; nil if that makes it no smaller.
        package let packed: HTTPBody?
        package let type: String
        package let tag: String
    }

    private let files: [String: Asset]

    private static let types = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
        "json": "application/json", "svg": "image/svg+xml", "png": "image/png",
    ]

    /// Reads a folder; nothing is served if it is missing.
    package init(folder: String?) {
        var files: [String: Asset] = [:]
        var waiting = folder.map { [($0, "")] } ?? []
        while let (place, prefix) = waiting.popLast() {
            for (name, isFolder) in Files.contents(of: place) where !name.hasPrefix(".") {
                if isFolder {
                    waiting.append(("\(place)/\(name)", "\(prefix)\(name)/"))
                    continue
                }
                guard let type = name.split(separator: ".").last.flatMap({ Self.types[String($0)] }),
                    let bytes = try? Files.read("\(place)/\(name)", limit: 8 << 20)
                else { continue }
                files["/\(prefix)\(name)"] = Self.asset(bytes, type: type)
            }
        }
        files["/"] = files["/index.html"]
        for (name, bytes) in Self.documents(of: folder) {
            files["/documents/\(name).md"] = Self.asset(bytes, type: "text/markdown; charset=utf-8")
        }
        // A map is not ours to carry: the package `gnuplot-doc` of Debian has one. Without it the chart has no coasts.
        if !files.isEmpty, let bytes = try? Files.read(Self.coasts, limit: 1 << 20) {
            files["/coasts.txt"] = Self.asset(bytes, type: "text/plain; charset=utf-8")
        }
        self.files = files
    }

    /// What of the documentation people read at the console.
    private static let documentNames = [
        "officers", "accessibility", "agreements", "decisions-explained", "labels", "operators", "security",
    ]

    /// Documents lie beside an installed console, in the sources beside its folder.
    private static func documents(of folder: String?) -> [(String, [UInt8])] {
        guard let folder else { return [] }
        return documentNames.compactMap { name in
            for place in ["\(folder)/documents", "\(folder)/../Documentation"] {
                if let bytes = try? Files.read("\(place)/\(name).md", limit: 1 << 20) { return (name, bytes) }
            }
            return nil
        }
    }

    private static let coasts = "/usr/share/doc/gnuplot/examples/world.dat"

    private static func asset(_ bytes: [UInt8], type: String) -> Asset {
        let tag = "\"\(Encoding.hex(Array(SHA256.digest(of: bytes).prefix(16))))\""
        let packed = Gzip.packed(bytes).flatMap { $0.count < bytes.count ? HTTPBody($0) : nil }
        return Asset(body: HTTPBody(bytes), packed: packed, type: type, tag: tag)
    }

    /// Where the console may lie, in order: `$ENTENTE_CONSOLE` alone where it is set; beside an installed program; in the sources
    /// below which the program was built; in those that it was built from, should it have been moved since.
    package static func places() -> [String] {
        if let given = unsafe getenv("ENTENTE_CONSOLE") { return unsafe [String(cString: given)] }
        var places: [String] = []
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = unsafe readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        if count > 0 {
            let program = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let parts = program.split(separator: "/").dropLast()
            places.append("/" + (parts.dropLast() + ["share", "entente", "console"]).joined(separator: "/"))
            // .build/<triple>/<configuration>/entente
            if parts.dropLast(2).last == ".build" {
                places.append("/" + (parts.dropLast(3) + ["Console"]).joined(separator: "/"))
            }
        }
        // Sources/ConsoleServer/ConsoleAssets.swift
        let sources = "/" + (#filePath.split(separator: "/").dropLast(3) + ["Console"]).joined(separator: "/")
        if !places.contains(sources) { places.append(sources) }
        return places
    }

    /// The first of the places that holds a console which nobody but the node's own user and root can have put there.
    package static func folder(in places: [String]) -> String? {
        places.first { place in
            var state = stat()
            guard Files.isThere(place + "/index.html"), unsafe stat(place, &state) == 0 else { return false }
            return state.st_uid == 0 || state.st_uid == geteuid()
        }
    }

    /// The texts of a language as the console has them: groups of names; nil if there are none.
    /// - Parameter language: its tag.
    /// - Returns: the file.
    package func texts(in language: String) -> [UInt8]? { files["/languages/\(language).json"]?.body.bytes }

    /// Whether there is nothing to show.
    package var isEmpty: Bool { files.isEmpty }

    /// What a browser gets where there is nothing to show.
    package static var missing: HTTPResponse {
        let text = """
            The files of the console were not found. The node's own log says where it looked.
            コンソールのファイルが見つかりません。探した場所はノードのログに記されています。
            Les fichiers de la console sont introuvables. Le journal du nœud dit où ils ont été cherchés.
            Die Dateien der Konsole wurden nicht gefunden. Das Protokoll des Knotens sagt, wo gesucht wurde.

            """
        let type = HTTPField("Content-Type", "text/plain; charset=utf-8")
        return HTTPResponse(status: 503, fields: [type], body: HTTPBody(Array(text.utf8)))
    }

    /// The answer to a request for a file.
    package func answer(_ request: HTTPRequest) -> HTTPResponse? {
        guard let file = files[request.path] else { return nil }
        let isPacked = file.packed != nil && Self.takesGzip(request)
        // The two forms are different bytes, so each has a tag of its own (RFC 9110, 8.8.3.3).
        let tag = isPacked ? "\(file.tag.dropLast())-gzip\"" : file.tag
        let fields = [
            HTTPField("ETag", tag), HTTPField("Cache-Control", "no-cache"), HTTPField("Vary", "Accept-Encoding"),
        ]
        if request.field("if-none-match") == tag { return HTTPResponse(status: 304, fields: fields) }
        var response = HTTPResponse(
            status: 200,
            fields: fields + [HTTPField("Content-Type", file.type)],
            body: isPacked ? file.packed ?? file.body : file.body
        )
        if isPacked { response.fields.append(HTTPField("Content-Encoding", "gzip")) }
        return response
    }

    /// Whether the client says that it unpacks gzip (RFC 9110, 12.5.3).
    private static func takesGzip(_ request: HTTPRequest) -> Bool {
        (request.field("accept-encoding") ?? "").split(separator: ",").contains { coding in
            let parts = coding.lowercased().filter { $0 != " " && $0 != "\t" }.split(separator: ";")
            return parts.first == "gzip"
                && !(parts.last.map { $0.hasPrefix("q=0") && Double($0.dropFirst(2)) == 0 } ?? false)
        }
    }
}

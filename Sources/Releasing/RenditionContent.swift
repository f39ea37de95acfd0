internal import Cryptography
internal import JSON
internal import Release
internal import STIX

/// What a rendition says, apart from when it was made.
package enum RenditionContent {
    /// SHA-256 of what a rendition says itself: without what it refers to, the markings and places of that, and its times.
    package static func ownDigest(_ bytes: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: bytes) else { return [] }
        var tree = JSONTree(document.root)
        for member in tree.members ?? []
        where member.name.hasSuffix("_ref") || member.name.hasSuffix("_refs") || member.name == "granular_markings" {
            tree[member.name] = nil
        }
        return digest(tree.bytes())
    }

    /// SHA-256 of a rendition without its times and commitment.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: bytes) else { return [] }
        var tree = JSONTree(document.root)
        tree["modified"] = nil
        tree["created"] = nil
        if var extensions = tree["extensions"] {
            extensions[RenditionExtension.rendition] = nil
            tree["extensions"] = extensions
        }
        tree["object_modified"] = nil
        return SHA256.digest(of: tree.bytes())
    }

    /// A timestamp with milliseconds.
    package static func timestamp(_ microseconds: Int64) -> String {
        String((STIXTimestamp(microsecondsSinceEpoch: microseconds)?.description ?? "").dropLast(4)) + "Z"
    }
}

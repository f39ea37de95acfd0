public import Agreements
public import Configuration
internal import Glibc
internal import Installation
internal import Words

/// Agreement files on the disk: a file, or a folder with all `.accord` files under it.
public enum AgreementFolder {
    /// The largest agreement file that is read, in bytes.
    public static let largestFile = AccordLimits.fileBytes
    /// The most files of a set.
    public static let mostFiles = 10_000
    /// What is asked of files that come from outside.
    public static let rules = ReadingRules(zones: DayOfMoment.zones, composed: Folding.composed)

    /// Reads a set.
    /// - Parameter paths: files and folders; names that begin with a point are passed over.
    /// - Returns: the set with what was found in it.
    /// - Throws: `Files.Failure` if a file cannot be read.
    public static func read(_ paths: [String]) throws(Files.Failure) -> AgreementReading {
        var sources: [SourceFile] = []
        // A file that can be reached under several names, such as `a.accord` and `./a.accord`, is one file.
        var known: [String: SourceFile] = [:]
        for path in paths {
            for file in try files(path) {
                let place = canonical(file)
                guard known[place] == nil else { continue }
                let source = try source(file, isNamed: file == path)
                known[place] = source
                sources.append(source)
            }
        }
        let roots = paths.map { canonical($0) }
        return AgreementReading(sources, rules: rules) { path, includer in
            // What a file takes in lies in the folder of the set, not elsewhere on the machine.
            let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/"
            )
            let wanted = canonical(folder.isEmpty ? path : folder + "/" + path)
            let isInside = roots.contains { root in
                let base = root.hasSuffix(".accord") ? parent(root) : root
                return wanted.hasPrefix(base + "/")
            }
            guard !path.hasPrefix("/"), isInside else { return nil }
            if let source = known[wanted] { return source }
            let source = try? source(folder.isEmpty ? path : folder + "/" + path, isNamed: false)
            if let source { known[wanted] = source }
            return source
        }
    }

    /// One file as text.
    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - isNamed: whether a person named this very file, so that it may be a pipe.
    /// - Returns: the file.
    /// - Throws: `Files.Failure` if it cannot be read or is not UTF-8.
    public static func source(_ path: String, isNamed: Bool = true) throws(Files.Failure) -> SourceFile {
        let bytes = try Files.read(path, limit: largestFile, isNamed: isNamed)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Files.Failure(description: "`\(path)` is not UTF-8 text")
        }
        return SourceFile(name: path, text: text)
    }

    /// The agreement files under a path, sorted.
    /// - Parameter path: a file or a folder.
    /// - Returns: paths.
    /// - Throws: `Files.Failure` if there is nothing, or too much.
    public static func files(_ path: String) throws(Files.Failure) -> [String] {
        guard path != "-" else { return [path] }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw Files.Failure(description: "cannot read `\(path)`: \(Files.reason)")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        var found: [String] = []
        var folders = [path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path]
        while let folder = folders.popLast() {
            guard let directory = unsafe opendir(folder) else {
                throw Files.Failure(description: "cannot read `\(folder)`: \(Files.reason)")
            }
            defer { unsafe closedir(directory) }
            while let entry = unsafe readdir(directory) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                    unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
                }
                guard !name.hasPrefix(".") else { continue }
                if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
                    folders.append(folder + "/" + name)
                } else if name.hasSuffix(".accord") {
                    found.append(folder + "/" + name)
                }
            }
            guard found.count + folders.count <= mostFiles else {
                throw Files.Failure(description: "`\(path)` holds more than \(mostFiles) agreement files")
            }
        }
        return found.sorted()
    }

    private static func canonical(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static func parent(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}

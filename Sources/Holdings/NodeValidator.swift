internal import Cryptography
package import STIX
internal import Workspaces

extension STIXValidator {
    /// Judges objects by STIX 2.1 and the types of this build, by what must hold alone.
    package static let strict = STIXValidator(
        types: Workspaces.types,
        options: Options(includesWarnings: false),
        sha1: SHA1.digest(of:)
    )
}

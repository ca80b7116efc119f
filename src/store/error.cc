/*
 * \brief  The one exception type of the snapshot store
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/error.h>

#include <system_error>

#include <fmt/format.h>

using namespace Store;


namespace {

	char const *default_advice(Error::Kind kind)
	{
		using Kind = Error::Kind;

		switch (kind) {
		case Kind::NOT_A_SNAPSHOT:  return "check the file name";
		case Kind::WRONG_VERSION:   return "use a release of recap that knows this version";
		case Kind::TRUNCATED:       return "copy the file again or use another snapshot";
		case Kind::CORRUPT:         return "use an intact copy of the file or another snapshot";
		case Kind::MISSING_PARENT:  return "put the file of the parent back into the store";
		case Kind::LIMIT:           return "use a smaller snapshot";
		case Kind::IO:              return "solve the cause and try again";
		case Kind::NOT_FOUND:       return "list the snapshots or scan the directory again";
		case Kind::AMBIGUOUS:       return "give more digits of the identifier";
		case Kind::IN_USE:          return "remove those first, or force the removal";
		case Kind::INVALID_REQUEST: return "correct the request";
		}
		return "";
	}

	char const *advice(Host::System_error const &error)
	{
		auto const condition = error.condition();

		if (condition == std::errc::no_space_on_device
		 || condition == std::errc::file_too_large)
			return "free space or choose another file system, and try again";

		if (condition == std::errc::permission_denied
		 || condition == std::errc::operation_not_permitted)
			return "check owner and permissions of the file and its directory";

		if (condition == std::errc::read_only_file_system)
			return "choose a directory that can be written";

		if (condition == std::errc::no_such_file_or_directory)
			return "check the file name";

		return default_advice(Error::Kind::IO);
	}
}


Error::Error(Kind kind, std::filesystem::path const &file,
             std::string const &problem, std::string const &advice)
:
	std::runtime_error(fmt::format("'{}': {}; {}", file.string(), problem, advice)),
	_kind(kind), _file(file), _problem(problem)
{ }


Error::Error(Kind kind, std::filesystem::path const &file, std::string const &problem)
:
	Error(kind, file, problem, default_advice(kind))
{ }


Error::Error(Host::System_error const &error)
:
	Error(Kind::IO, error.path(),
	      fmt::format("cannot {} it: {}", error.operation(), error.reason()),
	      ::advice(error))
{ }


char const *Store::name(Error::Kind kind)
{
	using Kind = Error::Kind;

	switch (kind) {
	case Kind::NOT_A_SNAPSHOT:  return "NOT_A_SNAPSHOT";
	case Kind::WRONG_VERSION:   return "WRONG_VERSION";
	case Kind::TRUNCATED:       return "TRUNCATED";
	case Kind::CORRUPT:         return "CORRUPT";
	case Kind::MISSING_PARENT:  return "MISSING_PARENT";
	case Kind::LIMIT:           return "LIMIT";
	case Kind::IO:              return "IO";
	case Kind::NOT_FOUND:       return "NOT_FOUND";
	case Kind::AMBIGUOUS:       return "AMBIGUOUS";
	case Kind::IN_USE:          return "IN_USE";
	case Kind::INVALID_REQUEST: return "INVALID_REQUEST";
	}
	return "";
}

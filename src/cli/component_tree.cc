/*
 * \brief  Components in the order of their tree
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/component_tree.h>

#include <algorithm>
#include <string_view>

using namespace Cli;

using Control::Component_status;


namespace {

	constexpr std::string_view SEPARATOR = " -> ";

	class Builder
	{
		private:

			using Components = std::vector<Component_status const *>;

			Components              _open { };     /* not in the result yet */
			std::vector<Tree_entry> _result { };

			/**
			 * Return nearest ancestor among the components, which need not be
			 * the parent: a label may have several elements
			 */
			static Component_status const *_ancestor(Component_status const &component,
			                                         std::vector<Component_status> const &all)
			{
				for (std::string label = parent_label(component.label); !label.empty();
				     label = parent_label(label)) {

					auto const it = std::ranges::find(all, label, &Component_status::label);
					if (it != all.end())
						return &*it;
				}
				return nullptr;
			}

			void _add_children(Component_status const *parent, std::string const &indent,
			                   std::vector<Component_status> const &all)
			{
				Components children { };
				for (Component_status const * const component : _open)
					if (_ancestor(*component, all) == parent)
						children.push_back(component);

				for (size_t i = 0; i < children.size(); i++) {

					bool const last = i + 1 == children.size();

					_result.push_back({
						.component = children[i],
						.branch    = parent ? indent + (last ? "└─ " : "├─ ") : "",
						.name      = parent ? children[i]->label.substr(parent->label.size() + SEPARATOR.size())
						                    : children[i]->label });

					/* further protection domains of a label have no children of their own */
					auto const first = std::ranges::find(all, children[i]->label, &Component_status::label);
					if (&*first == children[i])
						_add_children(children[i], parent ? indent + (last ? "   " : "│  ") : "", all);
				}
			}

		public:

			explicit Builder(std::vector<Component_status> const &components)
			{
				for (Component_status const &component : components)
					_open.push_back(&component);

				_add_children(nullptr, "", components);
			}

			std::vector<Tree_entry> result() && { return std::move(_result); }
	};
}


std::string Cli::parent_label(std::string const &label)
{
	size_t const end = label.rfind(SEPARATOR);

	return end == std::string::npos ? "" : label.substr(0, end);
}


std::string Cli::last_element(std::string const &label)
{
	size_t const end = label.rfind(SEPARATOR);

	return end == std::string::npos ? label : label.substr(end + SEPARATOR.size());
}


std::vector<Tree_entry> Cli::component_tree(std::vector<Component_status> const &components)
{
	return Builder(components).result();
}


std::string Cli::short_name(std::string const &label, std::vector<Component_status> const &all)
{
	auto unique = [&] (std::string const &name) {
		return std::ranges::none_of(all, [&] (Component_status const &other) {
			return other.label != label
			    && (other.label == name || other.label.ends_with(std::string(SEPARATOR) + name)); }); };

	for (size_t end = label.rfind(SEPARATOR); end != std::string::npos && end > 0;
	     end = label.rfind(SEPARATOR, end - 1)) {

		std::string name = label.substr(end + SEPARATOR.size());
		if (unique(name))
			return name;
	}
	return label;
}

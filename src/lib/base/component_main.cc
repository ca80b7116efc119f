/*
 * \brief  Construction of a component that consists of a 'main' function
 *
 * This file is linked only if a component has no 'Component::construct'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/sleep.h>

/* the arguments of 'main', there is no command line */
static char  program_name[] = "main";
static char *arguments[]    = { program_name, nullptr };

char **genode_argv = arguments;
int    genode_argc = 1;
char **genode_envp = arguments + 1;

void genode_exit(int status);

extern "C" int main(int argc, char **argv, char **envp);


void genode_exit(int status)
{
	Genode::env()->parent()->exit(status);
	Genode::sleep_forever();
}


/*
 * The function is executed by the initial entrypoint, which is thus free to
 * block for signals, but serves nothing until the function has returned.
 */
void Component::construct(Genode::Env &)
{
	genode_exit(main(genode_argc, genode_argv, genode_envp));
}
